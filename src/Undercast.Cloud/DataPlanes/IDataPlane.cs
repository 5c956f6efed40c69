using Microsoft.AspNetCore.Http;

namespace Undercast.Cloud;

/// <summary>A host or path that a service serves itself, without an AWS wire: deployed APIs, websites, function URLs.</summary>
public interface IDataPlane
{
    /// <summary>Whether the request is this data plane's. Called for each request, so it must be cheap.</summary>
    /// <param name="host">The host without its port, lower case.</param>
    /// <param name="path">The path as sent.</param>
    bool Claims(string host, string path);

    /// <summary>As <see cref="Claims"/>, for hosts that only the store knows.</summary>
    ValueTask<bool> ClaimsAsync(string host, string path, CancellationToken ct) => new(Claims(host, path));

    /// <summary>Answers, its own errors included.</summary>
    Task ServeAsync(HttpContext context);
}
