package dev.slipway.service.repository;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What only a repository's own page and its builds need to know of it.
 *
 * @param linkedAccount the account at the Git host, null for a plain source
 * @param deployKey the public half of the key that was generated here, in OpenSSH's one-line form;
 *     null without
 * @param submodules whether they are fetched
 * @param lfs whether Git LFS objects are fetched
 * @param fullDescription Markdown, may be empty
 * @param fullDescriptionSync whether it follows the README
 * @param commitStatuses whether builds are told to the linked account's host
 * @param attestations whether SBOM and provenance are attached to images
 */
public record RepositorySettings(
    @Nullable UUID linkedAccount,
    @Nullable String deployKey,
    boolean submodules,
    boolean lfs,
    String fullDescription,
    boolean fullDescriptionSync,
    boolean commitStatuses,
    boolean attestations) {

  /** Reads and writes settings, without any check of rights. */
  public interface Store {

    /**
     * The settings of a repository.
     *
     * @throws dev.slipway.service.access.NoSuchThingException when it was deleted
     */
    RepositorySettings of(UUID repositoryId);

    /** Replaces the full description, if it follows the README. */
    void syncFullDescription(UUID repositoryId, String text);
  }
}
