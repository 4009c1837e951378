"""What the service counts, for Prometheus: requests, failures, empty answers, durations."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from serving.logs import StandardError

_SECONDS = (0.002, 0.004, 0.01, 0.02, 0.04, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)


class Metrics:
    """The counters of one running service, apart from those of any other in the process."""

    def __init__(self) -> None:
        """Start every counter at nothing."""
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "fundwatch_requests",
            "Requests answered, by route and status.",
            ["route", "status"],
            registry=self.registry,
        )
        self.failures = Counter(
            "fundwatch_failures",
            "Requests that met an error, by route and kind of error.",
            ["route", "kind"],
            registry=self.registry,
        )
        self.failed_open = Counter(
            "fundwatch_failed_open",
            "Messages 3101/3102 answered without findings because scoring failed or took too long.",
            ["infno", "kind"],
            registry=self.registry,
        )
        self.findings = Counter(
            "fundwatch_findings",
            "Findings told, by stage and rule.",
            ["stage", "rule"],
            registry=self.registry,
        )
        self.rule_hits = Counter(
            "fundwatch_rule_hits",
            "Hits of rules, shadows among them, by rule and state.",
            ["rule", "state"],
            registry=self.registry,
        )
        self.rule_failures = Counter(
            "fundwatch_rule_failures",
            "Rules left out of an answer because they failed, by rule.",
            ["rule"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "fundwatch_request_seconds",
            "Time from request to answer, by route.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )

        Gauge(
            "fundwatch_log_lines_lost",
            "Log lines that could not be written anywhere.",
            registry=self.registry,
        ).set_function(lambda: StandardError.lost)

    def ruled(self, hits: Iterable[tuple[str, str]], failed: Iterable[str]) -> None:
        """Count the hits of rules at a claim, and the rules that failed."""
        for rule, state in hits:
            self.rule_hits.labels(rule, state).inc()
        for rule in failed:
            self.rule_failures.labels(rule).inc()

    def page(self) -> bytes:
        """The counters as Prometheus reads them."""
        return generate_latest(self.registry)
