using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Undercast.Bench;

/// <summary>The ceiling: Kestrel that reads a body and answers a constant JSON.</summary>
internal static class BareServer
{
    private static readonly byte[] Answer =
        """{"MD5OfMessageBody":"5d41402abc4b2a76b9719d911017c592","MessageId":"cdf8671a-8ce5-400d-97e5-6f7c14e4c981"}"""u8.ToArray();

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.ListenLocalhost(port));
        await using var app = builder.Build();
        app.Run(static async context =>
        {
            var length = (int)(context.Request.ContentLength ?? 0);
            if (length > 0)
            {
                var body = GC.AllocateUninitializedArray<byte>(length);
                await context.Request.Body.ReadExactlyAsync(body);
            }
            context.Response.ContentType = "application/x-amz-json-1.0";
            context.Response.ContentLength = Answer.Length;
            await context.Response.BodyWriter.WriteAsync(Answer);
        });
        await app.RunAsync();
    }
}
