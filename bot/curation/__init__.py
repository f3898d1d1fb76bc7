"""Keeping the knowledge: edits that are checked and proved before they go live, their history, the files in step with it, and
what is learned from questions that were not answered.
"""
