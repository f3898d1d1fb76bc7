"""The front door on Discord: ways in, a reply laid out as Discord shows things best, manners. What is said is the advisor's."""
