package dev.slipway.worker.publish;

import java.util.List;

/**
 * All that is said about one manifest.
 *
 * @param subject the manifest
 * @param documents in the order in which they are attached
 */
public record Attachments(Subject subject, List<Attachment> documents) {

  public Attachments {
    documents = List.copyOf(documents);
  }
}
