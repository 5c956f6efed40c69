using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Edge;

/// <summary>What happens to a request, in order.</summary>
/// <remarks>
/// <code>
/// connection (plain, TLS, HTTP/1.1, HTTP/2)
///   │ 1 head        the raw target and headers, undecoded
///   │ 2 control     health, reset, console           ──► answer
///   │ 3 data plane  deployed APIs, websites …        ──► answer
///   │ 4 browsers    foreign pages out, preflights    ──► answer
///   │ 5 claim       API, wire and operation, by the head alone
///   │ 6 identify    the signature, before the body is read
///   │ 7 body        bounded, unframed, held against the signature
///   │ 8 decode      wire → input record
///   │ 9 call        authorise → throttle → invoke → record
///   │ 10 encode     output or error → the claimed wire
///   ▼ 11 send
/// </code>
/// From step 5 on every failure is answered in the claimed wire's own form, and only here are exceptions caught.
/// </remarks>
internal sealed partial class RequestFlow(
    EdgeOptions options,
    CloudOptions cloud,
    IEnumerable<IControlEndpoint> controlEndpoints,
    IEnumerable<IDataPlane> dataPlanes,
    HostPaths hostPaths,
    CrossOriginStep crossOrigin,
    IWireGate gate,
    CallerIdentification identification,
    CallPipeline pipeline,
    IEnumerable<IBodyDigests> digests,
    TimeProvider time,
    ILogger<RequestFlow> log)
{
    private readonly IControlEndpoint[] _controlEndpoints = [.. controlEndpoints];
    private readonly IBodyDigests[] _digests = [.. digests];
    private readonly IDataPlane[] _dataPlanes = [.. dataPlanes];
    private readonly BrowserRules _browsers = new(options.Cors, options.LoopbackOnly, options.HostSuffixes);
    private const int LongestTraceHeader = 1024;
    private static readonly TimeSpan LeavingTime = TimeSpan.FromMilliseconds(100);

    private readonly EndpointNames _endpoints = new();

    /// <summary>Answers one request. <paramref name="stopping"/> is signalled when the server stops.</summary>
    public async Task ServeAsync(HttpContext context, CancellationToken stopping)
    {
        // 1 head
        var request = RequestTarget.Read(context);

        // 2 control
        foreach (var endpoint in _controlEndpoints)
        {
            if (!endpoint.Claims(request.Method, request.Path)) continue;
            if (_browsers.Refuses(context.Request)) context.Response.StatusCode = StatusCodes.Status403Forbidden;
            else await endpoint.ServeAsync(context);
            return;
        }

        // 3 data plane: before the preflights, since a deployed API answers its own
        if (_dataPlanes.Length > 0)
        {
            var host = context.Request.Host.Host.ToLowerInvariant();
            foreach (var plane in _dataPlanes)
            {
                if (!await plane.ClaimsAsync(host, request.Path, context.RequestAborted)) continue;
                await plane.ServeAsync(context);
                return;
            }
        }

        // 4 browsers: a resource with rules of its own first
        var signingName = CallerIdentification.SigningNameHint(request);
        request = hostPaths.Locate(request, context.Request.Host.Host.ToLowerInvariant(), signingName);
        var foreign = await crossOrigin.AskAsync(context.Request, request, signingName, context.RequestAborted);
        if (BrowserRules.IsPreflight(context.Request))
        {
            if (foreign is null) _browsers.AnswerPreflight(context);
            else await CrossOriginStep.AnswerPreflightAsync(context, foreign);
            return;
        }
        if (foreign is not { IsAllowed: true } && _browsers.Refuses(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        // 5 claim
        if (gate.Claim(request, signingName) is not { } claim)
        {
            await ResponseSender.SendNothingHereAsync(context, request);
            return;
        }
        var requestId = CallContext.NewRequestId();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var answer = new WireResponse();
        var body = new BodyProgress();
        try
        {
            if (claim.Refusal is { } refusal) throw refusal;
            await CallAsync(context, request, claim, requestId, answer, body, cancelled.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            context.Abort();
            return;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // The body came too slowly; Kestrel closes the connection.
            context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
            return;
        }
        catch (Exception e)
        {
            answer = new WireResponse();
            claim.Protocol.WriteError(claim.Api, AnswerTo(e, requestId, claim, stopping), requestId, answer);
        }
        finally
        {
            if (body.Opened is { } opened) await opened.DisposeAsync();
        }

        // 11 send
        if (foreign is null) _browsers.Decorate(context.Request, answer.Headers);
        else CrossOriginStep.Decorate(foreign, answer.Headers);
        await SendAsync(context, answer, requestId, body, cancelled.Token);
    }

    private async ValueTask CallAsync(
        HttpContext context, WireRequest request, Claim claim, string requestId, WireResponse answer, BodyProgress body, CancellationToken cancelled)
    {
        // 6 identify
        var api = claim.Api!;
        var identity = await identification.IdentifyAsync(request, api, claim.Operation, cancelled);
        var streams = claim.Operation is { StreamsInput: true } && !identity.NeedsWholeBody;
        if (!streams && !identity.IsChunked) RequestBody.CheckLength(context.Request.ContentLength, api.Api.MaxBody);

        // 7 body
        var hasBody = RequestBody.IsExpected(context.Request);
        if (streams) request.BodyStream = body.Opened = hasBody ? identity.Unwrap(context.Request.Body) : Stream.Null;
        else
        {
            if (hasBody && identity.IsChunked)
            {
                await using var plain = identity.Unwrap(context.Request.Body);
                request.Body = await RequestBody.ReadAsync(plain, null, api.Api.MaxBody, cancelled);
            }
            else if (hasBody) request.Body = await RequestBody.ReadAsync(context.Request.Body, context.Request.ContentLength, api.Api.MaxBody, cancelled);
            body.IsRead = true;
            identity.VerifyBody(request.Body.Span);
            foreach (var rule in _digests)
            {
                if (rule.SigningName == api.SigningName) rule.Check(request.Method, request.Query, request.Headers, request.Body.Span);
            }
        }

        // 8 decode
        claim = Claimer.ResolveOperation(claim, request);
        if (claim.Refusal is { } refusal) throw refusal;
        var operation = claim.Operation!;
        if (!operation.AllowAnonymous) identity.RequireCredentials(request);
        var input = claim.Protocol.ReadInput(operation, request);

        // 9 call
        var call = new CallContext
        {
            RequestId = requestId,
            Caller = identity.Caller,
            Region = identity.Region ?? cloud.DefaultRegion,
            Now = time.GetUtcNow(),
            Endpoint = _endpoints.EndpointOf(context.Request),
            SourceIp = _endpoints.AddressOf(context.Connection.RemoteIpAddress),
            UserAgent = context.Request.Headers.UserAgent.Count > 0 ? context.Request.Headers.UserAgent[0] : null,
            TraceHeader = context.Request.Headers["X-Amzn-Trace-Id"] is [{ Length: > 0 and <= LongestTraceHeader } trace] ? trace : null,
            SecureTransport = Transport.IsSecure(context),
            Cancelled = cancelled,
        };
        var output = await pipeline.CallAsync(operation, input, call);

        // 10 encode
        claim.Protocol.WriteOutput(operation, output, requestId, answer);
    }

    /// <summary>Step 10 for failures: what the client may know of an exception.</summary>
    private AwsException AnswerTo(Exception e, string requestId, Claim claim, CancellationToken stopping)
    {
        switch (e)
        {
            case AwsException known:
                return known;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new CommonException(CommonError.RequestTooLarge, "The request is too large.");
            case BadHttpRequestException or EndOfStreamException:
                return new CommonException(CommonError.Serialization, "The request's body could not be read.");
            case OperationCanceledException when stopping.IsCancellationRequested:
                return new CommonException(CommonError.ServiceUnavailable, "The server is stopping.");
            case StoreException:
                LogStore(log, requestId, e);
                return new CommonException(CommonError.ServiceUnavailable, "The request could not be completed now.");
            default:
                LogUnknown(log, claim.Operation?.Name ?? "?", requestId, e);
                return new CommonException(CommonError.InternalFailure, $"An internal error occurred. Request id: {requestId}");
        }
    }

    private async Task SendAsync(HttpContext context, WireResponse answer, string requestId, BodyProgress body, CancellationToken ct)
    {
        // A body that was refused is not read to its end just to keep the connection.
        var unread = RequestBody.IsExpected(context.Request) && answer.Status >= 400 && !body.IsRead;
        if (unread && context.Request.Protocol.StartsWith("HTTP/1", StringComparison.Ordinal)) context.Response.Headers.Connection = "close";
        try
        {
            await ResponseSender.SendAsync(context, answer, ct);
            // A client that waits for "100 Continue" sends no body after a refusal.
            if (unread && context.Request.Headers.Expect.Count == 0) await LingerAsync(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            // The status has gone out; all that can still be said is that the answer is not whole.
            LogCut(log, requestId, e);
            context.Abort();
        }
    }

    /// <summary>Reads a little of a refused body: a connection that is closed over unread bytes is reset, and the client would not see the answer.</summary>
    private async Task LingerAsync(HttpContext context)
    {
        await context.Response.CompleteAsync();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(options.Limits.LingerTime);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (long total = 0; total < options.Limits.LingerBytes;)
            {
                var read = await context.Request.Body.ReadAsync(buffer, deadline.Token);
                if (read == 0) return;
                total += read;
            }
            // Kestrel would go on reading for seconds to spare the client a reset. An abort also drops what has not left yet, so the answer gets a moment.
            await Task.Delay(LeavingTime, time, deadline.Token);
            context.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client has hung up or goes on too long; either way nothing more is owed to it.
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class BodyProgress
    {
        /// <summary>Whether the body has been read to its end.</summary>
        public bool IsRead { get; set; }

        /// <summary>The stream that the operation reads, to be closed after it.</summary>
        public Stream? Opened { get; set; }
    }

    [LoggerMessage(1, LogLevel.Error, "{Operation} failed with an unknown exception (request {RequestId}).")]
    private static partial void LogUnknown(ILogger log, string operation, string requestId, Exception e);

    [LoggerMessage(2, LogLevel.Error, "The store could not serve request {RequestId}.")]
    private static partial void LogStore(ILogger log, string requestId, Exception e);

    [LoggerMessage(3, LogLevel.Error, "The answer to request {RequestId} was cut off.")]
    private static partial void LogCut(ILogger log, string requestId, Exception e);
}
