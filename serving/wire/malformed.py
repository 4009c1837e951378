"""The one error of the wire: a message that cannot be read at all."""

from features.errors import BadInput


class MalformedMessage(BadInput):
    """A message lacks what every answer needs; its words go back to the sender as err_msg.

    The words are Chinese and name fields, never their values.
    """
