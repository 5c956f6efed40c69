using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Serves buckets as websites.</summary>
/// <remarks>
/// <code>
/// {bucket}.s3-website.{region}.… , {bucket}.s3-website-{region}.… , /_aws/s3-website/{bucket}/…
///   │ 1 the bucket has a website              or 404
///   │ 2 all requests are redirected           301
///   │ 3 a routing rule by key                 301
///   │ 4 key, or key + index document          the object, if everybody may read it
///   │ 5 a folder without its slash            302
///   │ 6 a routing rule by status              301
///   ▼ 7 the error document, or a plain page   403, 404
/// </code>
/// </remarks>
internal sealed class Website(IStore store, ObjectAccess objects, IAccess access, CloudOptions options, TimeProvider time) : IDataPlane
{
    private const string PathForm = "/_aws/s3-website/";
    private const string Label = ".s3-website";

    public bool Claims(string host, string path) => host.Contains(Label, StringComparison.Ordinal) || path.StartsWith(PathForm, StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var (bucketName, rest, root) = (request.Host.Host.ToLowerInvariant(), path, request.Host.Value ?? "");
        if (path.StartsWith(PathForm, StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', PathForm.Length);
            bucketName = slash < 0 ? path[PathForm.Length..] : path[PathForm.Length..slash];
            rest = slash < 0 ? "/" : path[slash..];
            root += PathForm + bucketName;
        }
        else
        {
            bucketName = bucketName[..bucketName.IndexOf(Label, StringComparison.Ordinal)];
        }
        var call = new CallContext
        {
            RequestId = CallContext.NewRequestId(), Caller = Principal.Anonymous, Region = options.DefaultRegion, Now = time.GetUtcNow(), Endpoint = $"{request.Scheme}://{request.Host.Value}",
            SourceIp = context.Connection.RemoteIpAddress?.ToString(), UserAgent = request.Headers.UserAgent.ToString(), SecureTransport = Transport.IsSecure(context), Cancelled = context.RequestAborted,
        };
        context.Response.Headers["x-amz-request-id"] = call.RequestId;
        await new Visit(this, context, call, bucketName, Uri.UnescapeDataString(rest[1..]), root).ServeAsync();
    }

    /// <summary>One request to a website.</summary>
    private sealed class Visit(Website site, HttpContext context, CallContext call, string bucketName, string key, string root)
    {
        public async Task ServeAsync()
        {
            if (context.Request.Method is not ("GET" or "HEAD"))
            {
                await PageAsync(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", ("Method", context.Request.Method));
                return;
            }
            // 1
            var bucket = await site.FindAsync(bucketName, call.Cancelled);
            if (bucket is null) await PageAsync(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", bucketName));
            else if (bucket.Website is not { } website) await PageAsync(404, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration", ("BucketName", bucketName));
            else await ServeAsync(website);
        }

        private async Task ServeAsync(WebsiteConfiguration website)
        {
            // 2
            if (website.RedirectAllRequestsTo is { } all)
            {
                Redirect(301, $"{all.Protocol ?? context.Request.Scheme}://{all.HostName}/{Listing.Encode(key, true)}{context.Request.QueryString.Value}");
                return;
            }
            // 3
            if (WebsiteRules.Find(website, key, null) is { } early)
            {
                Route(early);
                return;
            }
            var index = website.IndexDocument!.Suffix;
            var wanted = key.Length == 0 || key.EndsWith('/') ? key + index : key;
            // 4
            var failure = await TryServeAsync(wanted, 200);
            if (failure is null) return;
            // 5
            if (failure is NoSuchKey && !wanted.EndsWith(index, StringComparison.Ordinal) && await IsReadableAsync($"{key}/{index}"))
            {
                Redirect(302, $"{Prefix}/{Listing.Encode(key, true)}/");
                return;
            }
            var hidden = failure is not NoSuchKey || !await site.MayAsync(call, "s3:ListBucket", $"arn:{call.Partition}:s3:::{bucketName}");
            var status = hidden ? 403 : 404;
            // 6
            if (WebsiteRules.Find(website, key, status) is { } late)
            {
                Route(late);
                return;
            }
            // 7
            if (website.ErrorDocument is { } error && await TryServeAsync(error.Key, status) is null) return;
            if (hidden) await PageAsync(403, "AccessDenied", "Access Denied");
            else await PageAsync(404, "NoSuchKey", "The specified key does not exist.", ("Key", wanted));
        }

        // In the path form the bucket's own root is not the host's.
        private string Prefix => root.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? root[slash..] : "";

        private async ValueTask<bool> IsReadableAsync(string name)
        {
            try
            {
                await site.CheckAsync(call, bucketName, name);
                await site.FindObjectAsync(bucketName, name, call.Cancelled);
                return true;
            }
            catch (AwsException e) when (e is NoSuchKey or CommonException { Kind: CommonError.AccessDenied })
            {
                return false;
            }
        }

        /// <summary>Serves an object; the reason when it cannot be.</summary>
        private async ValueTask<AwsException?> TryServeAsync(string name, int status)
        {
            try
            {
                await site.CheckAsync(call, bucketName, name);
                var headers = context.Request.Headers;
                var (found, range, body) = await site.OpenAsync(
                    bucketName, name,
                    f =>
                    {
                        // AWS: a website reads without a name, and a key of KMS is for names.
                        if (f.Object.KmsKey is not null) throw new CommonException(CommonError.AccessDenied, "Access Denied");
                        if (status == 200) Preconditions.CheckRead(f.Object, Header(headers.IfMatch), Time(headers.IfUnmodifiedSince), Header(headers.IfNoneMatch), Time(headers.IfModifiedSince));
                        return status == 200 ? ByteRange.Read(Header(headers.Range), f.Object.Size) : null;
                    },
                    call.Cancelled);
                await using (body) await SendAsync(found.Object, range, body, status);
                return null;
            }
            catch (NotModified e)
            {
                context.Response.StatusCode = 304;
                context.Response.Headers.ETag = e.ETag;
                return null;
            }
            catch (PreconditionFailed e)
            {
                await PageAsync(412, "PreconditionFailed", e.Message, ("Condition", e.Condition));
                return null;
            }
            catch (InvalidRange e)
            {
                await PageAsync(416, "InvalidRange", e.Message, ("RangeRequested", e.RangeRequested));
                return null;
            }
            catch (AwsException e) when (e is NoSuchKey or CommonException { Kind: CommonError.AccessDenied })
            {
                return e;
            }
        }

        private async Task SendAsync(ObjectRecord o, ByteRange? range, Stream body, int status)
        {
            var response = context.Response;
            if (status == 200 && o.Headers.GetValueOrDefault(ObjectRecord.Redirect) is { } location)
            {
                Redirect(301, location.StartsWith('/') ? Prefix + location : location);
                return;
            }
            response.StatusCode = range is null ? status : 206;
            foreach (var (name, value) in o.Headers) response.Headers[name] = value;
            foreach (var (name, value) in o.Metadata) response.Headers[$"x-amz-meta-{name}"] = value;
            response.ContentType ??= "binary/octet-stream";
            response.Headers.ETag = o.QuotedETag;
            response.Headers.LastModified = o.Modified.ToString("R", CultureInfo.InvariantCulture);
            response.Headers.AcceptRanges = "bytes";
            if (range is { } part) response.Headers.ContentRange = part.ContentRange(o.Size);
            response.ContentLength = range?.Length ?? o.Size;
            if (!HttpMethods.IsHead(context.Request.Method)) await body.CopyToAsync(response.Body, call.Cancelled);
        }

        private void Route(RoutingRule rule)
        {
            var (status, location) = WebsiteRules.Apply(rule, key, context.Request.Scheme, root);
            Redirect(status, location);
        }

        private void Redirect(int status, string location)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            context.Response.ContentLength = 0;
        }

        private async Task PageAsync(int status, string code, string message, params (string Name, string Value)[] details)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"{status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}");
            var html = new StringBuilder($"<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n<ul>\n<li>Code: {code}</li>\n<li>Message: {WebUtility.HtmlEncode(message)}</li>\n");
            foreach (var (name, value) in details) html.Append(CultureInfo.InvariantCulture, $"<li>{name}: {WebUtility.HtmlEncode(value)}</li>\n");
            html.Append(CultureInfo.InvariantCulture, $"<li>RequestId: {call.RequestId}</li>\n</ul>\n<hr/>\n</body>\n</html>\n");
            var bytes = Encoding.UTF8.GetBytes(html.ToString());
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, call.Cancelled);
        }

        private static string? Header(Microsoft.Extensions.Primitives.StringValues values) => values.Count > 0 ? values.ToString() : null;

        private static DateTimeOffset? Time(Microsoft.Extensions.Primitives.StringValues values) =>
            DateTimeOffset.TryParse(values.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private ValueTask<BucketRecord?> FindAsync(string name, CancellationToken ct) => store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(name)), ct);

    private ValueTask<FoundObject> FindObjectAsync(string bucket, string key, CancellationToken ct) => objects.FindAsync(bucket, key, null, "GET", ct);

    private ValueTask<(FoundObject Found, ByteRange? Range, Stream Body)> OpenAsync(string bucket, string key, Func<FoundObject, ByteRange?> choose, CancellationToken ct) =>
        objects.OpenAsync(bucket, key, null, "GET", null, time.GetUtcNow(), choose, ct);

    private ValueTask<bool> MayAsync(CallContext call, string action, string resource) => access.MayAsync(call, action, resource);

    // A website is read by nobody in particular, so the bucket must be open to everybody.
    private ValueTask CheckAsync(CallContext call, string bucket, string key) => access.DemandAsync(call, "s3:GetObject", $"arn:{call.Partition}:s3:::{bucket}/{key}");
}
