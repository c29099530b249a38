//! PostgreSQL: a connection drives its own little runtime, so that the outside blocks and the inside pipelines.

use crate::schema::{Table, Type};
use crate::value::{Owned, Row, Sql};
use crate::{Error, Kind, Val};
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::{SinkExt, TryStreamExt, future::try_join_all};
use std::collections::HashMap;
use std::pin::Pin;
use tokio::runtime::Runtime;
use tokio_postgres::types::{IsNull, ToSql, Type as PgType, to_sql_checked};
use tokio_postgres::{Client, CopyInSink, NoTls, Statement};

/// Bytes of COPY data kept before they are sent.
const COPY_CHUNK: usize = 1 << 18;

pub(crate) struct Conn {
    rt: Runtime,
    client: Client,
    statements: HashMap<&'static str, Statement>,
    queue: Vec<(Sql, Vec<Owned>)>,
    begin: Option<&'static str>,
}

impl ToSql for Owned {
    fn to_sql(&self, ty: &PgType, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Owned::Null => return Ok(IsNull::Yes),
            Owned::Int(v) if *ty == PgType::INT4 => out.put_i32(i32::try_from(*v)?),
            Owned::Int(v) if *ty == PgType::INT8 => out.put_i64(*v),
            Owned::Text(v) if *ty == PgType::TEXT || *ty == PgType::VARCHAR => out.put_slice(v.as_bytes()),
            Owned::Bytes(v) if *ty == PgType::BYTEA => out.put_slice(v),
            other => return Err(format!("a placeholder of type {ty} cannot take {other:?}").into()),
        }
        Ok(IsNull::No)
    }
    fn accepts(_: &PgType) -> bool {
        true
    }
    to_sql_checked!();
}

fn refs(params: &[Owned]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|p| p as &(dyn ToSql + Sync)).collect()
}

impl Conn {
    pub(crate) fn connect(url: &str) -> Result<Conn, Error> {
        let rt = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| Error::new(Kind::Other, "connect", e))?;
        let client = rt.block_on(async {
            let (client, connection) =
                tokio_postgres::connect(url, NoTls).await.map_err(|e| Error::pg("connect", e))?;
            tokio::spawn(connection);
            Ok::<_, Error>(client)
        })?;
        Ok(Conn { rt, client, statements: HashMap::new(), queue: Vec::new(), begin: None })
    }

    pub(crate) fn usable(&self) -> bool {
        !self.client.is_closed()
    }

    /// Remembers that a transaction begins; the word itself travels with the first statement.
    pub(crate) fn begin(&mut self, read_only: bool) {
        self.queue.clear();
        self.begin = Some(if read_only {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        } else {
            "BEGIN ISOLATION LEVEL REPEATABLE READ"
        });
    }

    pub(crate) fn prepare(&mut self, text: &'static str) -> Result<Statement, Error> {
        if let Some(s) = self.statements.get(text) {
            return Ok(s.clone());
        }
        let s = self.rt.block_on(self.client.prepare(text)).map_err(|e| Error::pg(text, e))?;
        self.statements.insert(text, s.clone());
        Ok(s)
    }

    pub(crate) fn queue(&mut self, sql: Sql, params: &[Val<'_>]) -> Result<(), Error> {
        self.queue.push((sql, params.iter().map(Owned::from).collect()));
        if self.queue.len() >= 2000 { self.flush(None) } else { Ok(()) }
    }

    /// Sends BEGIN (if due), everything queued, and `last`, in one round trip.
    pub(crate) fn flush(&mut self, last: Option<&'static str>) -> Result<(), Error> {
        let queue = std::mem::take(&mut self.queue);
        let mut ready = Vec::with_capacity(queue.len());
        for (sql, params) in &queue {
            ready.push((self.prepare(sql.0)?, sql.0, params));
        }
        let begin = self.begin.take();
        let client = &self.client;
        self.rt.block_on(async {
            let first = async {
                match begin {
                    Some(b) => client.batch_execute(b).await.map_err(|e| Error::pg(b, e)),
                    None => Ok(()),
                }
            };
            let all = try_join_all(ready.iter().map(|(statement, text, params)| async move {
                client.execute(statement, &refs(params)).await.map_err(|e| Error::pg(text, e))
            }));
            let end = async {
                match last {
                    Some(l) => client.batch_execute(l).await.map_err(|e| Error::pg(l, e)),
                    None => Ok(()),
                }
            };
            // Polled in this order, so sent in this order. Not `try_join`: the end must be read even when one failed.
            let (a, b, c) = futures_util::future::join3(first, all, end).await;
            a.and(b.map(|_| ())).and(c)
        })
    }

    pub(crate) fn rollback(&mut self) {
        self.queue.clear();
        if self.begin.take().is_none() {
            let _ = self.rt.block_on(self.client.batch_execute("ROLLBACK"));
        }
    }

    pub(crate) fn script(&mut self, text: &str) -> Result<(), Error> {
        self.flush(None)?;
        self.rt.block_on(self.client.batch_execute(text)).map_err(|e| Error::pg(text, e))
    }

    pub(crate) fn each(
        &mut self,
        sql: Sql,
        params: &[Val<'_>],
        f: &mut dyn FnMut(&Row<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.flush(None)?;
        let statement = self.prepare(sql.0)?;
        let params: Vec<Owned> = params.iter().map(Owned::from).collect();
        let wrong = |e| Error::pg(sql.0, e);
        self.rt.block_on(async {
            let rows = self.client.query_raw(&statement, refs(&params)).await.map_err(wrong)?;
            let mut rows = std::pin::pin!(rows);
            while let Some(row) = rows.try_next().await.map_err(wrong)? {
                let row = Row::pg(&row);
                let more = f(&row)?;
                if let Some(i) = row.bad.get() {
                    return Err(Error::new(Kind::Other, sql.0, format!("column {i} holds another type than expected")));
                }
                if !more {
                    break;
                }
            }
            Ok(())
        })
    }

    pub(crate) fn copy(&mut self, table: &Table) -> Result<Copy<'_>, Error> {
        self.flush(None)?;
        let text = format!("COPY {} FROM STDIN BINARY", table.name);
        let sink = self.rt.block_on(self.client.copy_in::<_, Bytes>(&text)).map_err(|e| Error::pg(table.name, e))?;
        let mut buffer = BytesMut::with_capacity(COPY_CHUNK + 4096);
        buffer.put_slice(b"PGCOPY\n\xff\r\n\0");
        buffer.put_i64(0);
        Ok(Copy { rt: &self.rt, sink: Box::pin(sink), buffer })
    }

    /// Column count of a statement, after preparing it.
    pub(crate) fn check(&mut self, sql: Sql) -> Result<Vec<String>, Error> {
        let s = self.prepare(sql.0)?;
        Ok(s.columns().iter().map(|c| c.name().to_owned()).collect())
    }
}

pub(crate) struct Copy<'t> {
    rt: &'t Runtime,
    sink: Pin<Box<CopyInSink<Bytes>>>,
    buffer: BytesMut,
}

impl Copy<'_> {
    pub(crate) fn push(&mut self, table: &Table, row: &[Val<'_>]) -> Result<(), Error> {
        let out = &mut self.buffer;
        out.put_i16(row.len() as i16);
        for (v, column) in row.iter().zip(table.columns) {
            match (v, column.ty) {
                (Val::Null, _) => out.put_i32(-1),
                (Val::Int(i), Type::Int) => {
                    out.put_i32(8);
                    out.put_i64(*i);
                }
                (Val::Text(t), Type::Text) => {
                    out.put_i32(t.len() as i32);
                    out.put_slice(t.as_bytes());
                }
                (Val::Bytes(b), Type::Bytes) => {
                    out.put_i32(b.len() as i32);
                    out.put_slice(b);
                }
                _ => panic!("column {}.{} cannot take {v:?}", table.name, column.name),
            }
        }
        if out.len() >= COPY_CHUNK {
            let chunk = out.split().freeze();
            self.rt.block_on(self.sink.send(chunk)).map_err(|e| Error::pg(table.name, e))?;
        }
        Ok(())
    }

    pub(crate) fn finish(&mut self, doing: &str) -> Result<(), Error> {
        self.buffer.put_i16(-1);
        let rest = self.buffer.split().freeze();
        self.rt
            .block_on(async {
                self.sink.send(rest).await?;
                self.sink.as_mut().finish().await
            })
            .map(|_| ())
            .map_err(|e| Error::pg(doing, e))
    }
}
