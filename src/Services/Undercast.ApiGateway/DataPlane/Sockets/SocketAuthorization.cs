using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>Decides who may open a socket. Whatever an authorizer does, a route that has one is never open.</summary>
internal sealed class SocketAuthorization(GatewayPorts ports, Callers callers)
{
    public async ValueTask AdmitAsync(SocketRequest request)
    {
        var arn = request.Stage.ArnOf("$connect");
        switch (request.Route.Route.AuthorizationType)
        {
            case null or "NONE":
                return;
            case "AWS_IAM":
                try
                {
                    request.Caller = await callers.IdentifyAsync(request);
                }
                catch (CommonException)
                {
                    throw RoutedFault.Forbidden();
                }
                if (request.Caller.Kind == PrincipalKind.Anonymous || !await callers.MayAsync(request, request.Caller, Callers.Invoke, arn)) throw RoutedFault.Forbidden();
                return;
        }
        var authorizer = request.Route.Authorizer ?? throw RoutedFault.Internal();
        var client = new SocketClient(request.Now, request.SourceIp, request.UserAgent, request.DomainName, null, null);
        var asked = new SocketEvent(request.Stage, request.ConnectionId, client, "CONNECT", request.Now) { Route = request.Route, Request = request };
        // AWS: a missing identity source is refused without asking the function.
        if ((authorizer.IdentitySource ?? []).Any(s => string.IsNullOrEmpty(asked.Variable(s)))) throw RoutedFault.Unauthorized();
        var verdict = await AskAsync(request, authorizer, asked, arn);
        request.Verdict = callers.Judge(request, verdict.PrincipalId!, verdict.Policy!, arn) == AccessVerdict.Allowed ? verdict : throw RoutedFault.Forbidden();
    }

    private async ValueTask<RoutedVerdict> AskAsync(SocketRequest request, Authorizer authorizer, SocketEvent asked, string arn)
    {
        var function = RoutedRules.FunctionOf(Expressions.WithStageVariables(authorizer.AuthorizerUri, request.Stage.Variables));
        if (ports.Functions is not { } functions || function is null) throw RoutedFault.Internal();
        var source = $"arn:{Arn.PartitionOf(request.Region)}:execute-api:{request.Region}:{request.Account}:{request.ApiId}/authorizers/{authorizer.AuthorizerId}";
        FunctionAnswer answer;
        try
        {
            var ct = request.Http.RequestAborted;
            var caller = authorizer.AuthorizerCredentialsArn is { Length: > 0 } role ? await ports.AssumeAsync(role, ct) : Principal.Service(GatewayPorts.ServicePrincipal, request.Account, source);
            answer = await functions.InvokeAsync(new FunctionCall { FunctionArn = function, Caller = caller, Payload = asked.ForFunction(arn), SourceArn = source }, ct);
        }
        catch (AwsException)
        {
            throw RoutedFault.Internal();
        }
        var json = MappingText.Parse(answer.Payload);
        if (answer.Error is not null) throw MappingText.OfJson(json, "errorMessage") == "Unauthorized" ? RoutedFault.Unauthorized() : RoutedFault.Internal();
        return AuthorizerAnswers.Read(json, false) ?? throw RoutedFault.Internal();
    }
}
