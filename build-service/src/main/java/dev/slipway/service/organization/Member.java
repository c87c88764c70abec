package dev.slipway.service.organization;

import dev.slipway.service.access.Role;

/**
 * Somebody in an organization.
 *
 * @param user the account's name
 * @param displayName what the person is called, may be empty
 * @param role what they may do
 */
public record Member(String user, String displayName, Role role) {}
