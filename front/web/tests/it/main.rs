//! Pages without a browser: status, language, escaping, size; and the words of both languages.

mod backup;
mod body;
mod books31;
mod claims;
mod day;
mod estate;
mod evidence;
mod helpdesk;
mod pages;
mod paper;
mod people;
mod permission;
mod permission_post;
mod products;
mod provider;
mod rates;
mod reports;
mod review;
mod rights;
mod sample;
mod shelf;
mod shop;
mod tasks;
mod words;
