using Microsoft.AspNetCore.Http;

namespace Undercast.Edge;

/// <summary>A path of this cloud's own, beside AWS's: health, reset, the console.</summary>
public interface IControlEndpoint
{
    /// <summary>Whether the request is this endpoint's. Called for each request, so it must be cheap.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path as sent.</param>
    bool Claims(string method, string path);

    /// <summary>Answers.</summary>
    Task ServeAsync(HttpContext context);
}
