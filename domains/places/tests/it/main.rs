//! Lists, societies, posts.

mod lists;
