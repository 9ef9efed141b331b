"""Sanjeh: evaluate the electronic services of government bodies, round after round."""

__version__ = "0.2.0"
