using Microsoft.AspNetCore.Http;
using Undercast.Cloud;

namespace Undercast.Lambda;

/// <summary>Serves packages at the address that GetFunction answers; the blob's random id in it is what AWS's signature is.</summary>
internal sealed class PackageDataPlane(Packages packages) : IDataPlane
{
    public const string Prefix = "/_aws/lambda/packages/";

    public bool Claims(string host, string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        await using var package = await packages.OpenAsync(context.Request.Path.Value![Prefix.Length..], context.RequestAborted);
        if (package is null || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/zip";
        await package.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
