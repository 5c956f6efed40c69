namespace Undercast.Cloud;

/// <summary>What is asked of a caller.</summary>
public enum AuthMode
{
    /// <summary>Signatures are verified and policies evaluated.</summary>
    Enforce = 0,
    /// <summary>Signatures are verified; what policies would deny is let through and recorded.</summary>
    Audit = 1,
    /// <summary>Nothing is verified: any key, or none, is root. Refused when the server can be reached from outside.</summary>
    Open = 2,
}

/// <summary>Settings of the call pipeline.</summary>
public sealed record CloudOptions
{
    /// <summary>What is asked of a caller.</summary>
    public AuthMode Auth { get; init; } = AuthMode.Enforce;

    /// <summary>The account of the development key <c>test</c>, and of root.</summary>
    public string DefaultAccount { get; init; } = "000000000000";

    /// <summary>The region of calls that do not name one.</summary>
    public string DefaultRegion { get; init; } = "us-east-1";

    /// <summary>Whether only this machine can reach the server. The development keys work, and <see cref="AuthMode.Open"/> is accepted, only then.</summary>
    public bool LoopbackOnly { get; init; } = true;

    /// <summary>Whether services hold callers to rates that were bought or set, such as provisioned throughput.</summary>
    public bool Throttle { get; init; }

    /// <summary>The scheme and authority that calls from inside report as the way they came. Set anew once the server listens, where it chose the port itself.</summary>
    public string Endpoint { get; set; } = "http://localhost:4566";

    /// <summary>Addresses that stand in for systems outside this cloud, by the host that they stand in for.</summary>
    public IReadOnlyDictionary<string, string> StandIns { get; init; } = new Dictionary<string, string>();

    /// <summary>Where a system outside is asked: at its own address, or at what stands in for it.</summary>
    /// <param name="host">Its host.</param>
    public string AddressOf(string host) => StandIns.TryGetValue(host, out var other) ? other : $"https://{host}";

    /// <summary>Throws when the settings contradict each other.</summary>
    /// <exception cref="ArgumentException">The text says what to change.</exception>
    public void Check()
    {
        if (DefaultAccount.Length != 12 || !DefaultAccount.All(char.IsAsciiDigit)) throw new ArgumentException($"An account has 12 digits; '{DefaultAccount}' does not.");
        if (Auth == AuthMode.Open && !LoopbackOnly)
            throw new ArgumentException("Auth mode 'open' accepts anybody as root, so it is refused on an address that others can reach. Bind to localhost, or use 'enforce' or 'audit'.");
    }
}
