using Microsoft.AspNetCore.Http;

namespace Undercast.ApiGateway;

/// <summary>One request to a deployed REST API, on its way through the gateway.</summary>
internal sealed class Exchange(HttpContext http, ApiAddress address, DateTimeOffset now) : GatewayRequest(http, address, now)
{
    public CompiledStage Stage { get; set; } = null!;
    public CompiledMethod Method { get; set; } = null!;
    /// <summary>What the authorizer said of the caller; null without one.</summary>
    public AuthorizerResult? Authorizer { get; set; }
    public ApiKey? Key { get; set; }
    public GatewayFault? Fault { get; set; }
    /// <summary>What mapping templates have overridden.</summary>
    public Overrides Overrides { get; } = new();
    public override string Account => Stage.Api.Account;
    public override string Region => Stage.Api.Region;
    public override string ApiId => Stage.Id;

    /// <summary>Where <c>execute-api:Invoke</c> applies.</summary>
    public string MethodArn => Method.Arn(HttpMethod, Address.Path);
}

/// <summary>What templates may set: <c>$context.requestOverride</c> and <c>$context.responseOverride</c>.</summary>
internal sealed class Overrides
{
    public Dictionary<string, string> RequestHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, string> RequestPath { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, string> RequestQuery { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, string> ResponseHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);
    public int? Status { get; set; }
}

/// <summary>What an authorizer answered.</summary>
/// <param name="PrincipalId">Who it is.</param>
/// <param name="Policy">The policy as JSON; null where the token alone admits.</param>
/// <param name="Context">More values for the integration, all scalars.</param>
/// <param name="Claims">The claims of a user pool's token.</param>
/// <param name="UsageKey">The API key that it names.</param>
internal sealed record AuthorizerResult(string? PrincipalId, string? Policy, IReadOnlyDictionary<string, string> Context, IReadOnlyDictionary<string, string>? Claims, string? UsageKey);
