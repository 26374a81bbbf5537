import { codeOf, only, pathOf, quoted, type Snippet, type SnippetFacts } from './snippet-facts.ts';

/** Microsoft.AspNetCore.Authentication.OpenIdConnect. */
export function dotnetSnippet(facts: SnippetFacts): Snippet {
  const { issuer, id, redirectUri, postLogoutUri, scope, method, hasPkce, acr } = facts;
  const hasSecret = method.startsWith('client_secret');
  const code = codeOf(
    'builder.Services.AddAuthentication(o =>',
    '{',
    '    o.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;',
    '    o.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;',
    '})',
    '.AddCookie()',
    '.AddOpenIdConnect(o =>',
    '{',
    `    o.Authority = ${quoted(issuer)};`,
    only(issuer.startsWith('http:'), '    o.RequireHttpsMetadata = false;'),
    `    o.ClientId = ${quoted(id)};`,
    only(hasSecret, '    o.ClientSecret = builder.Configuration["Oidc:ClientSecret"];'),
    '    o.ResponseType = "code";',
    '    o.ResponseMode = "query";',
    `    o.UsePkce = ${hasPkce};`,
    `    o.CallbackPath = ${quoted(pathOf(redirectUri))};`,
    only(
      postLogoutUri !== undefined,
      `    o.SignedOutCallbackPath = ${quoted(pathOf(postLogoutUri ?? ''))};`,
    ),
    '    o.Scope.Clear();',
    `    foreach (var scope in ${quoted(scope)}.Split(' ')) o.Scope.Add(scope);`,
    '    o.MapInboundClaims = false;',
    '    o.GetClaimsFromUserInfoEndpoint = true;',
    '    o.TokenValidationParameters.NameClaimType = "name";',
    '    o.TokenValidationParameters.RoleClaimType = "roles";',
    acr === undefined
      ? undefined
      : codeOf(
          '    o.Events.OnRedirectToIdentityProvider = c =>',
          '    {',
          `        c.ProtocolMessage.AcrValues = ${quoted(acr)};`,
          '        return Task.CompletedTask;',
          '    };',
        ),
    authentication(facts),
    '});',
  );
  return { code, notes: [] };
}

/** The handler puts a secret into the body; whoever registered another way says so here. */
function authentication({ id, issuer, method, assertionAlg }: SnippetFacts): string | undefined {
  if (method === 'client_secret_basic')
    return codeOf(
      '    o.Events.OnAuthorizationCodeReceived = c =>',
      '    {',
      `        var pair = ${quoted(`${id}:`)} + o.ClientSecret;`,
      '        c.Backchannel.DefaultRequestHeaders.Authorization =',
      '            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));',
      '        c.TokenEndpointRequest!.ClientSecret = null;',
      '        return Task.CompletedTask;',
      '    };',
    );
  if (method !== 'private_key_jwt') return undefined;
  return codeOf(
    '    o.Events.OnAuthorizationCodeReceived = c =>',
    '    {',
    '        c.TokenEndpointRequest!.ClientAssertionType =',
    '            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";',
    '        c.TokenEndpointRequest.ClientAssertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor',
    '        {',
    `            Issuer = ${quoted(id)},`,
    `            Audience = ${quoted(issuer)},`,
    '            Expires = DateTime.UtcNow.AddMinutes(1),',
    '            Claims = new Dictionary<string, object>',
    `                { ["sub"] = ${quoted(id)}, ["jti"] = Guid.NewGuid().ToString() },`,
    `            SigningCredentials = new SigningCredentials(clientKey, ${quoted(assertionAlg)}),`,
    '        });',
    '        return Task.CompletedTask;',
    '    };',
  );
}
