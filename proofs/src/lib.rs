//! Order of rooms, tidy rules, journeys, error gallery, browser tests.
