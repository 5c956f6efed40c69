using System.Globalization;
using Undercast.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "bare":
        await BareServer.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
        return 0;
    case "sqs":
        return await SqsBench.RunAsync(args[1..]);
    case "dynamodb":
        return await DynamoDbBench.RunAsync(args[1..]);
    case "s3":
        return await S3Bench.RunAsync(args[1..]);
    case "apigateway":
        return await ApiGatewayBench.RunAsync(args[1..]);
    case "cloudformation":
        return await CloudFormationBench.RunAsync(args[1..]);
    case "cognito":
        return await CognitoBench.RunAsync(args[1..]);
    case "policy":
        return await PolicyBench.RunAsync(args[1..]);
    case "todo":
        return await TodoBench.RunAsync(args[1..]);
    default:
        Console.Error.WriteLine("""
            usage: bench sqs [--seconds N] [--only start,throughput,deep,soak] [--modes memory,relaxed,full] [--connections 1,16,64] [--peers all|none] [--depth N] [--soak N]
                   bench dynamodb [--seconds N] [--only throughput,stream,size] [--modes memory,relaxed,full] [--operations GetItem,PutItem,…] [--peers yes|no] [--items N] [--sizes memory,relaxed]
                   bench s3 [--seconds N] [--only objects,listing,memory] [--keys N] [--mode relaxed|full] [--peers all|none]
                   bench apigateway [--seconds N] [--only rates,routes,throttle,sockets,peer] [--mode memory|relaxed|full] [--sockets N]
                   bench cloudformation [--rounds N] [--mode memory|relaxed|full] [--peers all|none]
                   bench cognito [--users N] [--rounds N] [--modes memory,relaxed]
                   bench todo [--only start,read,hour] [--rounds N] [--modes memory,relaxed,full] [--seconds N] [--mode full] [--minutes N] [--rate N]
                   bench policy [--seconds N] [--rounds N]
            """);
        return 2;
}
