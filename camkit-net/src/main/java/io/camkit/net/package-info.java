/** What every plugin on a network shares: event loops and transports, connecting, answering for a password, TLS, readable failures. */
package io.camkit.net;
