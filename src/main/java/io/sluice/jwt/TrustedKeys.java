package io.sluice.jwt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;

/** The public keys of an issuer. Used from any thread. */
interface TrustedKeys {
    /**
     * The keys that may have signed a token with this header; empty when there are none.
     *
     * @throws KeysDownException when that cannot be found out now
     */
    List<JWK> keysFor(JWSHeader header) throws KeysDownException;
}
