package dev.slipway.worker.attest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How an image was made: an in-toto Statement v1 whose predicate is SLSA Provenance v1 (<a
 * href="https://slsa.dev/spec/v1.0/provenance">slsa.dev</a>). It is not signed. Every text that
 * people had a say in goes through a mask, so that a secret which somebody has put in the wrong
 * place doesn't become public here.
 */
public final class Provenance {

  /** The media type of the document. */
  public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

  /** What the predicate is. */
  public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

  /** Says what the parameters mean; see docs/guide/attestations.md. */
  public static final String BUILD_TYPE = "https://slipway.dev/buildtypes/dockerfile/v1";

  private static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final BuildFacts build;
  private final UnaryOperator<String> mask;
  private final String slipwayVersion;

  /**
   * @param mask takes secrets out of a text
   */
  public Provenance(BuildFacts build, UnaryOperator<String> mask, String slipwayVersion) {
    this.build = build;
    this.mask = mask;
    this.slipwayVersion = slipwayVersion;
  }

  /**
   * The statement.
   *
   * @param subjects the manifests that the build has made, and their index if there is one
   */
  public byte[] toJson(List<Digest> subjects) {
    ObjectNode statement = JSON.objectNode();
    statement.put("_type", STATEMENT_TYPE);
    ArrayNode list = statement.putArray("subject");
    for (Digest subject : subjects) {
      ObjectNode entry = list.addObject().put("name", build.repository());
      entry.putObject("digest").put("sha256", subject.hex());
    }
    statement.put("predicateType", PREDICATE_TYPE);
    ObjectNode predicate = statement.putObject("predicate");
    predicate.set("buildDefinition", definition());
    predicate.set("runDetails", details());
    try {
      return MAPPER.writeValueAsBytes(statement);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that can't be written", e);
    }
  }

  private ObjectNode definition() {
    ObjectNode definition = JSON.objectNode();
    definition.put("buildType", BUILD_TYPE);
    definition.set("externalParameters", externalParameters());
    ObjectNode internal = definition.putObject("internalParameters");
    internal.put("engine", build.engine());
    internal.put(
        "engineVersion", build.engineVersion() == null ? slipwayVersion : build.engineVersion());
    definition.set("resolvedDependencies", dependencies());
    return definition;
  }

  private ObjectNode externalParameters() {
    ObjectNode parameters = JSON.objectNode();
    ObjectNode source = parameters.putObject("source");
    source.put("uri", sourceUri());
    source.put("ref", mask.apply(build.ref()));
    source.put("commit", build.commit());
    parameters.put("dockerfile", mask.apply(build.dockerfile()));
    parameters.put("context", mask.apply(build.context().isEmpty() ? "." : build.context()));
    if (build.target() != null) {
      parameters.put("target", mask.apply(build.target()));
    }
    ArrayNode platforms = parameters.putArray("platforms");
    build.platforms().forEach(platforms::add);
    ObjectNode args = parameters.putObject("buildArgs");
    build.buildArgs().forEach((name, value) -> args.put(mask.apply(name), mask.apply(value)));
    ArrayNode secrets = parameters.putArray("secrets");
    build.secretIds().forEach(secrets::add);
    return parameters;
  }

  private String sourceUri() {
    return "git+" + mask.apply(build.sourceUrl());
  }

  private ArrayNode dependencies() {
    ArrayNode dependencies = JSON.arrayNode();
    ObjectNode git = dependencies.addObject();
    git.put("uri", sourceUri() + "@" + mask.apply(build.ref()));
    git.putObject("digest").put("gitCommit", build.commit());
    for (BaseImageUse base : build.baseImages()) {
      ObjectNode image = dependencies.addObject();
      image.put("uri", mask.apply(ImagePurl.of(base.reference())));
      image.putObject("digest").put("sha256", new Digest(base.digest()).hex());
    }
    for (AddedUrl added : build.added()) {
      ObjectNode file = dependencies.addObject();
      file.put("uri", mask.apply(PublicUrl.of(added.url())));
      if (added.checksum() != null) {
        file.putObject("digest").put("sha256", added.checksum().hex());
      }
    }
    return dependencies;
  }

  private ObjectNode details() {
    ObjectNode details = JSON.objectNode();
    ObjectNode builder = details.putObject("builder");
    builder.put("id", BuilderId.of(build.buildUrl()));
    builder.putObject("version").put("slipway", slipwayVersion);
    ObjectNode metadata = details.putObject("metadata");
    metadata.put("invocationId", build.buildUrl());
    metadata.put("startedOn", build.started().toString());
    metadata.put("finishedOn", build.finished().toString());
    return details;
  }
}
