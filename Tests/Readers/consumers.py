"""Programs of others that read the reports of exfil, where they are installed.

Each function takes a file and what it must hold, yields a sentence for whatever is wrong, and raises ImportError
where the reader is not there. Nothing of theirs is part of this project.
"""

import json


def sarif_tools(path, findings):
    """sarif-tools (PyPI): its loader, its records, its counts by severity."""
    from sarif.loader import load_sarif_file

    file = load_sarif_file(path)
    if file.get_distinct_tool_names() != ["exfil"]:
        yield f"another tool: {file.get_distinct_tool_names()}"
    if file.get_result_count() != len(findings):
        yield f"{file.get_result_count()} results"
    for record, finding in zip(file.get_records(), findings):
        if record["Location"] != finding["evidence"][0]["file"] or record["Line"] != finding["evidence"][0]["line"]:
            yield f"another place: {record['Location']}:{record['Line']}"
        if not record["Code"].startswith(finding["rule"]):
            yield f"another rule: {record['Code']}"


def sarif_pydantic(path, findings):
    """sarif-pydantic (PyPI): every value of the type that its model of SARIF 2.1.0 has."""
    from sarif_pydantic import Sarif

    with open(path, encoding="utf-8") as file:
        log = Sarif.model_validate_json(file.read())
    if sum(len(run.results or []) for run in log.runs) != len(findings):
        yield "another count"


def sarif_schema(path, schema):
    """A JSON schema of SARIF, such as the one that OASIS publishes."""
    import jsonschema

    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)(schema)
    with open(path, encoding="utf-8") as file:
        for error in validator.iter_errors(json.load(file)):
            yield f"{'/'.join(map(str, error.path))}: {error.message[:120]}"


def timesketch(path, rows):
    """timesketch-import-client (PyPI): the importer reads the file; what it would upload is looked at instead."""
    from types import SimpleNamespace

    from timesketch_import_client.importer import ImportStreamer

    sent = []

    class Kept(ImportStreamer):
        def _upload_data_buffer(self, end_stream, data_lines=None, retry_count=0):
            sent.extend(self._data_lines if data_lines is None else data_lines)

    with Kept() as importer:
        # No server is asked: the address is never used.
        importer.set_sketch(SimpleNamespace(api=SimpleNamespace(api_root="http://localhost")))
        importer.set_timeline_name("exfil")
        importer.add_file(path)
    if len(sent) != len(rows):
        yield f"{len(sent)} of {len(rows)} lines would be uploaded"
    for entry, row in zip(sent, rows):
        for name, value in row.items():
            # The importer writes times in its own form.
            if name != "datetime" and entry.get(name) != value:
                yield f"{name} would change: {entry.get(name)!r}"
        if entry["datetime"][:10] not in utc_days(row["datetime"]):
            yield f"the time would change: {entry['datetime']} for {row['datetime']}"


def utc_days(text):
    """The day of a time as written, and in UTC."""
    from datetime import datetime, timezone

    time = datetime.fromisoformat(text)
    return {text[:10], time.astimezone(timezone.utc).date().isoformat()}


def navigator(path, techniques):
    """mitreattack-python (PyPI): its reader of layers, which refuses what the Navigator does not know."""
    from mitreattack.navlayers import Layer

    layer = Layer()
    layer.from_file(path)
    if layer.layer is None:
        yield "refused"
    elif {entry.techniqueID: entry.score for entry in layer.layer.techniques} != techniques:
        yield "other techniques"
