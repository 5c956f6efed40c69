namespace Undercast.Kernel;

/// <summary>Lets services act as roles: function execution roles, integration roles, identities' roles.</summary>
public interface IRoleSessions
{
    /// <summary>Opens a session of a role, if the role's trust policy admits the one who asks.</summary>
    /// <exception cref="CommonException"><see cref="CommonError.AccessDenied"/>: there is no such role, or it does not trust the asker.</exception>
    ValueTask<RoleSession> AssumeAsync(RoleSessionRequest request, CancellationToken ct);
}

/// <summary>Who wants to act as which role.</summary>
public sealed record RoleSessionRequest
{
    /// <summary>The role.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The session's name: 2 to 64 characters of <c>[\w+=,.@-]</c>.</summary>
    public required string SessionName { get; init; }

    /// <summary>The service that asks, such as <c>lambda.amazonaws.com</c>; null when <see cref="Federated"/> asks.</summary>
    public string? Service { get; init; }

    /// <summary>The identity provider whose verified token is presented, such as <c>cognito-identity.amazonaws.com</c>; the action is then <c>sts:AssumeRoleWithWebIdentity</c>.</summary>
    public string? Federated { get; init; }

    /// <summary>The verified claims, by condition key (<c>cognito-identity.amazonaws.com:sub</c>, <c>…:aud</c>, <c>…:amr</c>); several values in their order. They stay with the session for policy variables.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Claims { get; init; }

    /// <summary>Session tags.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The resource for which the service asks (<c>aws:SourceArn</c>).</summary>
    public string? SourceArn { get; init; }

    /// <summary>A session policy as JSON, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>How long: 15 minutes to 12 hours.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Temporary credentials and whom they stand for.</summary>
/// <param name="Principal">The assumed role.</param>
/// <param name="AccessKeyId"><c>ASIA…</c>.</param>
/// <param name="SecretAccessKey">Never logged.</param>
/// <param name="SessionToken">Must come with each request.</param>
/// <param name="Expires">When they end.</param>
public sealed record RoleSession(Principal Principal, string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expires)
{
    /// <summary>The key's id only: a record's own text would print the secret.</summary>
    public override string ToString() => AccessKeyId;
}
