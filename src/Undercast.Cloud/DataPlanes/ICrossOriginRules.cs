namespace Undercast.Cloud;

/// <summary>What resources of a service say about pages of other origins; a service registers one when its resources can be configured so.</summary>
public interface ICrossOriginRules
{
    /// <summary>The service in credential scopes; requests signed for another are not asked about.</summary>
    string SigningName { get; }

    /// <summary>What the resource at a path says, or null when it says nothing and the cloud's own rules for browsers hold.</summary>
    ValueTask<CrossOriginAnswer?> OfAsync(CrossOriginRequest request, CancellationToken ct);
}

/// <summary>A page's request, or its question before one.</summary>
/// <param name="Path">The path, percent-encoded, with what the host named at its head.</param>
/// <param name="Origin">Where the page comes from.</param>
/// <param name="Method">The method, or the one that is asked for.</param>
/// <param name="Headers">The headers that are asked for; empty when the request itself is here.</param>
public sealed record CrossOriginRequest(string Path, string Origin, string Method, IReadOnlyList<string> Headers);

/// <summary>What a resource answers to a page.</summary>
/// <param name="IsAllowed">Whether the page may.</param>
public sealed record CrossOriginAnswer(bool IsAllowed)
{
    /// <summary>The headers that tell the browser so.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body of a refused question, or null.</summary>
    public string? Refusal { get; init; }

    /// <summary>The type of <see cref="Refusal"/>.</summary>
    public string RefusalType { get; init; } = "application/xml";
}
