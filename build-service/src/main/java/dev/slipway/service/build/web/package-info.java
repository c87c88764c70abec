/** What HTTP clients can ask of builds. */
@NullMarked
package dev.slipway.service.build.web;

import org.jspecify.annotations.NullMarked;
