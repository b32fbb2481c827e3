"""The press: a manuscript climbs one staircase and comes out as finished, checked editions."""
