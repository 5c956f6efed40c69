using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Undercast.Cloud;
using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Lambda;

// A request to a function URL:
//   1 find        the host's first label names the URL
//   2 cors        preflights are answered here, headers added to the rest
//   3 admit       AWS_IAM: the signature, then lambda:InvokeFunctionUrl; NONE: the function's policy admits everyone or it does not
//   4 event       payload format 2.0
//   5 call
//   6 answer      a document with a status, or any JSON; streamed answers begin with a prelude

/// <summary>Serves function URLs: <c>{id}.lambda-url.{region}.*</c>, and <c>/_aws/lambda-url/{id}/…</c> for clients that cannot resolve such hosts.</summary>
internal sealed class UrlDataPlane(IStore store, FunctionExecution execution, LambdaPorts ports, CloudOptions cloud, IEnumerable<ICredentialSource> credentials, TimeProvider time) : IDataPlane
{
    private const string HostMark = ".lambda-url.";
    private const string PathForm = "/_aws/lambda-url/";
    private const int MostBody = FunctionExecution.MostPayload;
    private readonly CallerIdentification _identification = new(cloud, credentials, time);

    public bool Claims(string host, string path) => host.Contains(HostMark, StringComparison.Ordinal) || path.StartsWith(PathForm, StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var host = request.Host.Host.ToLowerInvariant();
        var path = request.Path.Value ?? "/";
        var id = host.Contains(HostMark, StringComparison.Ordinal) ? host[..host.IndexOf('.', StringComparison.Ordinal)] : path[PathForm.Length..].Split('/')[0];
        if (!host.Contains(HostMark, StringComparison.Ordinal)) path = path.Length > PathForm.Length + id.Length ? path[(PathForm.Length + id.Length)..] : "/";
        // 1
        var found = await store.ReadAsync(
            async tx => await LambdaTables.Urls.GetAsync(tx, new UrlKey(id)) is { } target && await LambdaTables.Functions.GetAsync(tx, new FunctionKey(target.Account, target.Region, target.Name)) is { } function
                ? (Target: target, Url: function.Urls.GetValueOrDefault(target.Qualifier), Function: function)
                : default,
            context.RequestAborted);
        if (found.Url is not { } url)
        {
            await RefuseAsync(context, 403, "AccessDeniedException", null);
            return;
        }
        // 2
        if (url.Cors is { } cors && UrlCors.Apply(cors, request, context.Response)) return;
        var name = new FunctionName(new FunctionKey(found.Target.Account, found.Target.Region, found.Target.Name), found.Target.Qualifier == FunctionName.Latest ? null : found.Target.Qualifier);
        try
        {
            var body = await ReadBodyAsync(context);
            var caller = await AdmitAsync(context, name, url, found.Function, body); // 3
            if (caller is null)
            {
                await RefuseAsync(context, 403, "AccessDeniedException", "Forbidden");
                return;
            }
            var target = await execution.ResolveAsync(name, context.RequestAborted);
            var requestId = CallContext.NewRequestId();
            var payload = UrlEvents.Build(context, path, id, name.Key, caller, requestId, body, time.GetUtcNow()); // 4
            context.Response.Headers["x-amzn-RequestId"] = requestId;
            var stream = url.InvokeMode == "RESPONSE_STREAM" ? new UrlStream(context.Response) : null;
            var outcome = await execution.RunAsync( // 5
                target, new Invocation { RequestId = requestId, InvokedArn = name.Arn, Payload = payload, Stream = stream }, null, context.RequestAborted);
            if (stream is { HasBegun: true }) await stream.EndAsync(); // 6
            else if (outcome.Failed) await WriteAsync(context, 502, "Internal Server Error"u8.ToArray(), "application/json");
            else await UrlAnswers.WriteAsync(context.Response, outcome.Payload);
        }
        catch (RequestTooLargeException)
        {
            await RefuseAsync(context, 413, "RequestTooLargeException", "Request Too Long");
        }
        catch (TooManyRequestsException)
        {
            await RefuseAsync(context, 429, "TooManyRequestsException", "Rate Exceeded.");
        }
        catch (AwsException e) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, e is CommonException ? 403 : 502, e is CommonException ? "AccessDeniedException" : "InternalServerErrorException", e is CommonException ? e.Message : "Internal Server Error");
        }
    }

    // 3
    private async ValueTask<Principal?> AdmitAsync(HttpContext context, FunctionName name, UrlRecord url, FunctionRecord function, byte[] body)
    {
        var caller = Principal.Anonymous;
        if (url.AuthType == "AWS_IAM")
        {
            var raw = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            var question = raw.IndexOf('?', StringComparison.Ordinal);
            var head = new WireRequest
            {
                Method = context.Request.Method, Path = question < 0 ? raw : raw[..question], Query = question < 0 ? "" : raw[(question + 1)..], Headers = context.Request.Headers,
            };
            var identity = await _identification.IdentifyAsync(head, LambdaApi.Descriptor, null, context.RequestAborted);
            identity.VerifyBody(body);
            caller = identity.Caller;
            if (caller.Kind == PrincipalKind.Anonymous) return null;
        }
        if (ports.Access is { } access)
        {
            var call = new CallContext { RequestId = CallContext.NewRequestId(), Caller = caller, Region = name.Key.Region, Now = time.GetUtcNow(), SourceIp = context.Connection.RemoteIpAddress?.ToString(), SecureTransport = Transport.IsSecure(context) };
            var keys = new Dictionary<string, string> { ["lambda:FunctionUrlAuthType"] = url.AuthType };
            return await access.MayAsync(call, "lambda:InvokeFunctionUrl", name.Arn, keys) ? caller : null;
        }
        // Without the evaluator: root may, and everyone where the policy says so.
        return caller.Kind == PrincipalKind.Root || (url.AuthType == "NONE" && UrlPolicies.AdmitEveryone(function.Policies.GetValueOrDefault(name.QualifierOrLatest))) ? caller : null;
    }

    private static async ValueTask<byte[]> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MostBody) throw new RequestTooLargeException("Request Too Long");
        var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is var read and > 0)
        {
            if (buffer.Length + read > MostBody) throw new RequestTooLargeException("Request Too Long");
            buffer.Write(piece, 0, read);
        }
        return buffer.ToArray();
    }

    private static Task RefuseAsync(HttpContext context, int status, string type, string? message)
    {
        context.Response.Headers["x-amzn-ErrorType"] = type;
        return WriteAsync(context, status, Encoding.UTF8.GetBytes(new JsonObject { ["Message"] = message }.ToJsonString()), "application/json");
    }

    private static async Task WriteAsync(HttpContext context, int status, byte[] body, string type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
