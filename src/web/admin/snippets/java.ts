import { codeOf, only, quoted, type Snippet, type SnippetFacts } from './snippet-facts.ts';

/** Algorithms of ID tokens that Spring Security verifies. */
const VERIFIED = ['ES256', 'RS256'];

/** Spring Boot 3 with spring-boot-starter-oauth2-client: application.yml, and a configuration. */
export function javaSnippet(facts: SnippetFacts): Snippet {
  const { issuer, id, redirectUri, scope, method, idTokenAlg } = facts;
  const code = codeOf(
    '# application.yml',
    'spring:',
    '  security:',
    '    oauth2:',
    '      client:',
    '        registration:',
    '          micconnect:',
    `            client-id: ${quoted(id)}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Spring fills it from the environment
    only(method.startsWith('client_secret'), '            client-secret: ${CLIENT_SECRET}'),
    `            client-authentication-method: ${method}`,
    '            authorization-grant-type: authorization_code',
    `            redirect-uri: ${quoted(redirectUri)}`,
    `            scope: [${scope.split(' ').join(', ')}]`,
    '        provider:',
    '          micconnect:',
    `            issuer-uri: ${quoted(issuer)}`,
    '            user-name-attribute: sub',
    '',
    '// Security.java',
    securityOf(facts),
  );
  return { code, notes: VERIFIED.includes(idTokenAlg) ? [] : ['clients.snippet.note.algorithm'] };
}

function securityOf({ hasPkce, acr, hearsLogout, idTokenAlg, method }: SnippetFacts): string {
  const hasKey = method === 'private_key_jwt';
  return codeOf(
    '@Bean',
    'SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {',
    '  var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");',
    hasPkce || acr !== undefined
      ? codeOf(
          '  requests.setAuthorizationRequestCustomizer(request -> {',
          only(hasPkce, '    OAuth2AuthorizationRequestCustomizers.withPkce().accept(request);'),
          only(
            acr !== undefined,
            `    request.additionalParameters(more -> more.put("acr_values", ${quoted(acr ?? '')}));`,
          ),
          '  });',
        )
      : undefined,
    only(hasKey, '  var tokens = new RestClientAuthorizationCodeTokenResponseClient();'),
    only(
      hasKey,
      '  tokens.addParametersConverter(new NimbusJwtClientAuthenticationParametersConverter<>(client -> clientKey));',
    ),
    '  return http',
    '    .authorizeHttpRequests(all -> all.anyRequest().authenticated())',
    '    .oauth2Login(login -> login',
    only(hasKey, '      .tokenEndpoint(end -> end.accessTokenResponseClient(tokens))'),
    '      .authorizationEndpoint(start -> start.authorizationRequestResolver(requests)))',
    only(hearsLogout, '    .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))'),
    '    .build();',
    '}',
    '',
    '@Bean',
    'JwtDecoderFactory<ClientRegistration> idTokenDecoders() {',
    '  var decoders = new OidcIdTokenDecoderFactory();',
    `  decoders.setJwsAlgorithmResolver(client -> SignatureAlgorithm.${idTokenAlg === 'RS256' ? 'RS256' : 'ES256'});`,
    '  return decoders;',
    '}',
  );
}
