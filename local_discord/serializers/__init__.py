"""Serializers: state as the JSON that Discord sends. They check no rules and change nothing."""
