"""A person, document, vehicle, vessel or firearm is checked; the answer comes with its reasons."""
