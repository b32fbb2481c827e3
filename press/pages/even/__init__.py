"""Even paragraphs: the planner's lines on the engine's pages."""
