using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undercast.Edge;
using Undercast.Storage;

namespace Undercast.Host.Hosting;

/// <summary><c>GET /_undercast/clock</c> tells the cloud's time; <c>POST /_undercast/clock?advance=SECONDS</c> moves it forward and lets what has become due run. On loopback only, and gone with the process.</summary>
internal sealed class ClockEndpoint(MovableTime time, JobRunner jobs, ServerStatus status) : IControlEndpoint
{
    private const double Most = 100 * 366 * 86_400.0;

    public bool Claims(string method, string path) => method is "GET" or "POST" && path == "/_undercast/clock";

    public async Task ServeAsync(HttpContext context)
    {
        if (!status.Settings.IsLoopback)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        context.Response.ContentType = "application/json";
        if (context.Request.Method == "POST")
        {
            var asked = context.Request.Query["advance"].ToString();
            if (!double.TryParse(asked, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || !(seconds <= Most))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await context.Response.WriteAsync("{\"message\":\"advance must be a number of seconds, not negative and less than a century\"}", context.RequestAborted);
                return;
            }
            time.Advance(TimeSpan.FromSeconds(seconds));
            await jobs.WakeAsync(context.RequestAborted);
        }
        var ahead = time.Ahead.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync($"{{\"now\":\"{time.GetUtcNow().UtcDateTime:O}\",\"ahead\":{ahead}}}", context.RequestAborted);
    }
}
