import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'

const first = { name: 'first', statements: 'create table one (a text); create table two (a text)' }
const second = { name: 'second', statements: "alter table one add column b text default 'x'" }
const broken = { name: 'broken', statements: 'create table three (a text); create table one (a text)' }

const tables = (database: InstanceType<typeof Sqlite>) =>
  database.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all()

const applied = (database: InstanceType<typeof Sqlite>) => database.prepare('select * from migrations order by number').all()

test('applies what is missing, in order', () => {
  const database = new Sqlite(':memory:')
  migrate(database, [first], 1)
  database.exec("insert into one values ('kept')")
  migrate(database, [first, second], 2)
  migrate(database, [first, second], 3)
  expect(database.prepare('select * from one').all()).toEqual([{ a: 'kept', b: 'x' }])
  expect(applied(database)).toEqual([
    { number: 1, name: 'first', appliedAt: 1 },
    { number: 2, name: 'second', appliedAt: 2 },
  ])
})

test('a step that fails undoes all steps of this start', () => {
  const database = new Sqlite(':memory:')
  migrate(database, [first], 1)
  expect(() => migrate(database, [first, second, broken], 2)).toThrow('table one already exists')
  expect(tables(database)).toEqual(['migrations', 'one', 'two'])
  expect(applied(database)).toEqual([{ number: 1, name: 'first', appliedAt: 1 }])
  expect(database.prepare('select * from one').columns()).toHaveLength(1)
})
