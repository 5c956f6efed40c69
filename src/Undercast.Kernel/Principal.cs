namespace Undercast.Kernel;

/// <summary>The kinds of caller.</summary>
public enum PrincipalKind
{
    /// <summary>No credentials.</summary>
    Anonymous = 0,
    /// <summary>The account itself.</summary>
    Root = 1,
    /// <summary>An IAM user.</summary>
    User = 2,
    /// <summary>A role session.</summary>
    AssumedRole = 3,
    /// <summary>A federated user's session.</summary>
    FederatedUser = 4,
    /// <summary>A service of this cloud, such as <c>lambda.amazonaws.com</c>.</summary>
    Service = 5,
}

/// <summary>Who calls.</summary>
/// <param name="Kind">The kind of caller.</param>
/// <param name="Account">The 12-digit account that the caller belongs to; empty for <see cref="PrincipalKind.Anonymous"/>.</param>
/// <param name="Arn">The caller's ARN, or the service's name for <see cref="PrincipalKind.Service"/>.</param>
/// <param name="Id">The unique id as <c>GetCallerIdentity</c> reports it (<c>AIDA…</c>, <c>AROA…:session</c>, or the account for root).</param>
public sealed record Principal(PrincipalKind Kind, string Account, string Arn, string Id)
{
    /// <summary>The caller without credentials.</summary>
    public static Principal Anonymous { get; } = new(PrincipalKind.Anonymous, "", "*", "ANONYMOUS");

    /// <summary>The root of <paramref name="account"/>.</summary>
    public static Principal Root(string account) => new(PrincipalKind.Root, account, $"arn:aws:iam::{account}:root", account);

    /// <summary>A service of this cloud, acting for <paramref name="account"/>.</summary>
    /// <param name="name">The service principal, such as <c>lambda.amazonaws.com</c>.</param>
    /// <param name="account">The account whose resource causes the call.</param>
    /// <param name="sourceArn">The resource that causes the call (<c>aws:SourceArn</c>), or null.</param>
    public static Principal Service(string name, string account, string? sourceArn = null) => new(PrincipalKind.Service, account, name, name)
    {
        SessionFacts = sourceArn is null ? null : new Dictionary<string, string> { ["aws:SourceArn"] = sourceArn },
    };

    /// <summary>The access key that signed the request; empty for calls that were not signed.</summary>
    public string AccessKeyId { get; init; } = "";

    /// <summary>Facts of the session that policies can ask for (session tags, source identity, MFA), or null for long-term credentials.</summary>
    public IReadOnlyDictionary<string, string>? SessionFacts { get; init; }
}
