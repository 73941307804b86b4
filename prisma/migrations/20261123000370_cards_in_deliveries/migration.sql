-- A card is found by its delivery, which knows where it stands and what it says.
drop table chat_card;
