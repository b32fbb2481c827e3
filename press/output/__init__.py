"""The only writer below `output/`: lock, make beside, switch once.

An edition is made in a draft beside the finished one, `output/<p>/.<edition>.draft`, and takes its
place in one step. Whatever happens before that step (an error, a full disk, kill -9), the old
edition stands byte for byte; what a killed run left behind is put right at the next lock.
Locks lie in `output/.locks/` and are the kernel's own, so that no dead process can hold one.
"""

from press.output.clean import clean
from press.output.draft import Draft, edition, published
from press.output.single import add_file, write_file

__all__ = ["Draft", "add_file", "clean", "edition", "published", "write_file"]
