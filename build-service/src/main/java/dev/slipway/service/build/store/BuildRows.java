package dev.slipway.service.build.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildPlan;
import dev.slipway.service.build.BuildRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns rows into builds and requests into rows. */
@ApplicationScoped
class BuildRows {

  private final ObjectMapper json;

  BuildRows(ObjectMapper json) {
    this.json = json;
  }

  /** All of a new row but its id, state and times. */
  BuildEntity row(BuildRequest request) {
    BuildEntity row = new BuildEntity();
    row.repositoryId = request.repositoryId();
    row.ruleId = request.plan().ruleId();
    row.refType = request.plan().ref().type().wireName();
    row.refName = request.plan().ref().name();
    row.commitSha = request.commit() == null ? null : request.commit().value();
    row.commitMessage = request.commitMessage();
    row.dockerfile = request.plan().dockerfile();
    row.context = request.plan().context();
    row.target = request.plan().target();
    row.buildArgs = write(request.plan().buildArgs());
    row.platforms = request.plan().platforms().toArray(String[]::new);
    row.cache = request.plan().cache();
    row.tags = request.plan().tags().toArray(String[]::new);
    row.cause = request.cause().kind().wireName();
    row.causeBy = request.cause().by();
    row.causeDetail = request.cause().detail();
    row.delivery = request.cause().delivery();
    row.admissionKey = request.key();
    return row;
  }

  Build build(BuildEntity row) {
    return new Build(
        row.id,
        row.sequence,
        row.repositoryId,
        plan(row),
        new BuildCause(
            BuildCause.Kind.valueOf(row.cause.toUpperCase(Locale.ROOT)),
            row.causeBy,
            row.delivery,
            row.causeDetail),
        row.commitSha == null ? null : new CommitSha(row.commitSha),
        row.commitMessage,
        StateColumns.read(row),
        row.createdAt);
  }

  private BuildPlan plan(BuildEntity row) {
    return new BuildPlan(
        row.ruleId,
        new RefName(RefType.parse(row.refType), row.refName),
        row.dockerfile,
        row.context,
        row.target,
        read(row.buildArgs),
        List.of(row.platforms),
        row.cache,
        List.of(row.tags));
  }

  private String write(Map<String, String> buildArgs) {
    try {
      return json.writeValueAsString(buildArgs);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("build arguments can't be written as JSON", e);
    }
  }

  private Map<String, String> read(String buildArgs) {
    try {
      return json.readValue(buildArgs, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored build arguments can't be read", e);
    }
  }
}
