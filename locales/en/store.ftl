cli-store = the tables of a seat on PostgreSQL
cli-store-make = make the tables as their owner, and give the program's role its rights
cli-store-layout = print how Citus spreads the tables over several servers
cli-opt-owner-store = postgres://… as the owner of the tables
cli-opt-app = role as which the program runs
cli-store-made = the tables stand and the rights are given
