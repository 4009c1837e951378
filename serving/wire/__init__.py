"""The platform's messages 3101, 3102 and 3103: read leniently, answered strictly.

A message goes through `body` (bytes to JSON), `envelope` (the outer fields), `message` (the claim
in it, in the contract's columns), and its answer through `answer` (findings to the standard's
result list). Nothing here knows how a claim is scored.
"""
