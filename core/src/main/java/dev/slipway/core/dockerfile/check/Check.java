package dev.slipway.core.dockerfile.check;

/**
 * A build check, by its name in the Dockerfile reference ({@code
 * docs.docker.com/reference/build-checks}). Those that need an image's configuration are left out.
 */
public enum Check {
  CONSISTENT_INSTRUCTION_CASING("ConsistentInstructionCasing"),
  DUPLICATE_STAGE_NAME("DuplicateStageName"),
  EXPOSE_INVALID_FORMAT("ExposeInvalidFormat"),
  EXPOSE_PROTO_CASING("ExposeProtoCasing"),
  FROM_AS_CASING("FromAsCasing"),
  FROM_PLATFORM_FLAG_CONST("FromPlatformFlagConstDisallowed"),
  INVALID_DEFAULT_ARG_IN_FROM("InvalidDefaultArgInFrom"),
  JSON_ARGS_RECOMMENDED("JSONArgsRecommended"),
  LEGACY_KEY_VALUE_FORMAT("LegacyKeyValueFormat"),
  MAINTAINER_DEPRECATED("MaintainerDeprecated"),
  MULTIPLE_INSTRUCTIONS("MultipleInstructionsDisallowed"),
  NO_EMPTY_CONTINUATION("NoEmptyContinuation"),
  REDUNDANT_TARGET_PLATFORM("RedundantTargetPlatform"),
  RESERVED_STAGE_NAME("ReservedStageName"),
  SECRETS_USED("SecretsUsedInArgOrEnv"),
  STAGE_NAME_CASING("StageNameCasing"),
  UNDEFINED_ARG_IN_FROM("UndefinedArgInFrom"),
  UNDEFINED_VAR("UndefinedVar"),
  WORKDIR_RELATIVE_PATH("WorkdirRelativePath");

  private final String id;

  Check(String id) {
    this.id = id;
  }

  /** The name that messages begin with and {@code # check=skip=…} takes. */
  public String id() {
    return id;
  }
}
