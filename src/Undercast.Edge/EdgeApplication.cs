using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Undercast.Edge;

/// <summary>Joins Kestrel to the request flow, and is the last net under it.</summary>
internal sealed partial class EdgeApplication(RequestFlow flow, ILogger log, CancellationToken stopping) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        var context = new DefaultHttpContext(contextFeatures);
        // A plain HTTP/2 connection passes for an encrypted one inside Kestrel.
        if (context.Request.IsHttps && !ConnectionSniffer.IsEncrypted(contextFeatures)) context.Request.Scheme = "http";
        return context;
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await flow.ServeAsync(context, stopping);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            context.Abort();
        }
        catch (Exception e)
        {
            LogUnknown(log, context.Request.Method, e);
            if (context.Response.HasStarted) context.Abort();
            else
            {
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception) { }

    [LoggerMessage(10, LogLevel.Error, "A {Method} request failed outside any operation.")]
    private static partial void LogUnknown(ILogger log, string method, Exception e);
}
