-- A table whose comment starts with 'append-only' gets a trigger with this function after each migration, and the
-- application role gets no UPDATE, DELETE or TRUNCATE on it. The trigger stops the owner, too.
create function db.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
end $$;
