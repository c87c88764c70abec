package dev.slipway.registry.web;

/** The header names of the distribution specification and of Docker that HTTP libraries lack. */
final class Header {

  static final String CONTENT_DIGEST = "Docker-Content-Digest";
  static final String UPLOAD_UUID = "Docker-Upload-UUID";
  static final String SUBJECT = "OCI-Subject";
  static final String FILTERS_APPLIED = "OCI-Filters-Applied";
  static final String RANGE = "Range";
  static final String CONTENT_RANGE = "Content-Range";

  private Header() {}
}
