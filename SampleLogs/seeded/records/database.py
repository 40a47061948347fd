"""Databases: PostgreSQL's jsonlog with pgaudit, and the gateway of the online shop."""

import json
import time

from clock import japanese, micro


class Postgres:
    """The customer database; records of pgaudit of class READ, with rows."""

    def __init__(self, logs, log, dice):
        self.logs, self.log, self.dice = logs, log, dice

    def read(self, moment, user, table, rows, address="10.3.0.40", database="crm"):
        when = time.strftime("%Y-%m-%d %H:%M:%S", japanese(moment)) + f".{micro(moment) // 1000:03d} JST"
        statement = f"select * from {table} where updated > $1"
        self.logs.add(self.log, moment, json.dumps({
            "timestamp": when, "user": user, "dbname": database, "pid": self.dice.between(900, 32_000),
            "remote_host": address, "session_id": self.dice.hexadecimal(8) + ".443b", "line_num": 4,
            "ps": "SELECT", "session_start": when[:19] + " JST", "vxid": "3/4", "txid": 0,
            "error_severity": "LOG", "backend_type": "client backend", "query_id": 0,
            "message": f"AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.{table},{statement},<none>,{rows}",
            "application_name": "psql"}, separators=(",", ":")))


class Gateway:
    """What the shop's gateway lets through to the members' database; it knows no person."""

    HEADER = ("time,client,table,rows",)

    def __init__(self, logs, log):
        self.logs, self.log = logs, log

    def read(self, moment, address, rows, table="customer_members"):
        when = time.strftime("%Y-%m-%d %H:%M:%S", japanese(moment))
        self.logs.add(self.log, moment, f"{when},{address},{table},{rows}")
