"""抖音: covers without an emblem, words and topics to paste, a list of shots with the photos, and a silent slide film."""
