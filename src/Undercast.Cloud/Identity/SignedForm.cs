namespace Undercast.Cloud;

/// <summary>The signature that a browser's form carries in its fields: it is made over the policy's text as sent.</summary>
public sealed record SignedForm
{
    /// <summary>What is signed: the policy in base64.</summary>
    public required string Policy { get; init; }

    /// <summary>The signature: hexadecimal for version 4, base64 for version 2.</summary>
    public required string Signature { get; init; }

    /// <summary>Version 4's credential (<c>key/date/region/service/aws4_request</c>), or version 2's access key.</summary>
    public required string Credential { get; init; }

    /// <summary>Whether it is version 2.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>The session token, or null.</summary>
    public string? SessionToken { get; init; }
}
