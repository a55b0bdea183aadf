"""Joining another Eyeline database into this one.

What was observed, and what people did, is joined as sets are: an account by its stable id, else by its handle where no
id contradicts; a batch by its key; a capture, an action and a session by their UUIDs; a picture by its bytes. Where
both have the same with other values, the choice is the same whichever way round they are joined. What follows from
observations (names, handles, avatars, edges and spells) is then worked out anew.

The other database is attached as ``other``. What is new gets the number that it has there plus an offset, so that it
stays in its order.
"""
