"""The journal as it is published: signed checkpoints, and proofs of single lines."""
