package dev.slipway.worker.job;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.attest.BuildFacts;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells of an attempt what its image's provenance may: no credential, no secret. */
final class ProvenanceFacts {

  private ProvenanceFacts() {}

  static BuildFacts of(BuildAssignment assignment, AttemptFacts facts, Instant finished) {
    BuildTrace trace = facts.trace();
    return new BuildFacts(
        assignment.repositoryName(),
        GitUrl.parse(assignment.source().cloneUrl()).toString(),
        new RefName(assignment.refType(), assignment.ref()).fullName(),
        facts.commit(),
        trace.dockerfile(),
        trace.context(),
        assignment.target(),
        trace.platforms(),
        openArgs(assignment),
        new TreeSet<>(assignment.secrets().keySet()),
        trace.engine(),
        trace.engineVersion(),
        facts.baseImages(),
        trace.added(),
        assignment.buildUrl(),
        trace.started(),
        finished);
  }

  /** An argument of a secret's name is one that somebody has moved to the secrets since. */
  private static SortedMap<String, String> openArgs(BuildAssignment assignment) {
    SortedMap<String, String> args = new TreeMap<>(assignment.buildArgs());
    args.keySet().removeAll(assignment.secrets().keySet());
    return args;
  }
}
