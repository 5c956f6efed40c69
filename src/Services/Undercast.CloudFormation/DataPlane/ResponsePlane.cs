using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>The addresses that custom resources and wait conditions answer to. On AWS they are presigned addresses of a bucket; here as there, who has one may put a document.</summary>
internal sealed class ResponsePlane(ResponseDesk desk) : IDataPlane
{
    public bool Claims(string host, string path) => path.StartsWith(ResponseDesk.Path, StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value![ResponseDesk.Path.Length..].Split('/');
        if (parts.Length != 2) context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (!HttpMethods.IsPut(context.Request.Method)) context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        else
        {
            // One byte more than is allowed, to see that there is one.
            var buffer = new byte[ResponseDesk.MaxBytes + 1];
            var count = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
            var known = await desk.AnswerAsync(parts[0], parts[1], Encoding.UTF8.GetString(buffer, 0, count), context.RequestAborted);
            context.Response.StatusCode = known ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        }
    }
}
