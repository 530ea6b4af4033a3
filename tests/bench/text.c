#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "base/file.h"
#include "listen/learner.h"

static double now(void){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return (double)t.tv_sec+(double)t.tv_nsec/1e9;}
static double env(const char*n,double d){const char*s=getenv(n);double v=d;if(s)(void)str_to_f64(str_of(s),&v);return v;}
int main(int argc,char**argv)
{
    Arena a,t; Err err={0}; Str file;
    arena_init(&a); arena_init(&t);
    if(argc<2||file_read(argv[1],1<<28,&a,&file,&err)) return 2;
    size_t n=0; for(size_t i=0;i<file.n;i++) n+=file.p[i]=='\n';
    LearnerRow*row=ARENA_NEW_N(&a,LearnerRow,n+1); int*fold=ARENA_NEW_N(&a,int,n+1); int32_t*label=ARENA_NEW_N(&a,int32_t,n+1);
    unsigned K=0; double t0=now();
    for(size_t i=0;i<n;i++){
        Str line=str_cut(&file,'\n'); int64_t f,l; 
        if(!str_to_i64(str_cut(&line,'\t'),&f)||!str_to_i64(str_cut(&line,'\t'),&l)) return 3;
        fold[i]=(int)f; label[i]=(int32_t)l; if(l+1>K)K=(unsigned)l+1;
        FeatureBag b; Sentiment s; feature_begin(&b,line.n,&a); feature_add(&b,line,0,FEATURE_ALL);
        ArenaMark m=arena_mark(&t); sentiment_score(line,LANG_EN,&t,&s); feature_add_mood(&b,&s,0); arena_rewind(&t,m);
        row[i].f=feature_end(&b); row[i].weight=1;
    }
    fprintf(stderr,"features %.2f s\n",now()-t0);
    double conf[16][16]={{0}}; int folds=(int)env("FOLDS",10);
    LearnerOptions o={.n_class=K,.cost=env("C",0.25),.block={env("B0",1),env("B1",1),env("B2",1)},.balance=env("BAL",0),.seen_least=(unsigned)env("DF",2),.seed=1};
    double fit=0;
    for(int f=0;f<folds;f++){
        ArenaMark m=arena_mark(&a); Learner l;
        for(size_t i=0;i<n;i++) row[i].label=fold[i]==f?-1:label[i];
        double t1=now();
        if(learner_fit(row,n,&o,&a,&l,&err)){fprintf(stderr,"%s\n",err.msg);return 1;}
        fit+=now()-t1;
        for(size_t i=0;i<n;i++) if(fold[i]==f){double mg[16]; learner_margins(&l,&row[i].f,mg); conf[label[i]][learner_best(&l,mg)]++;}
        arena_rewind(&a,m);
    }
    double ok=0,all=0,mf=0;
    for(unsigned k=0;k<K;k++){double tp=conf[k][k],p=0,r=0;for(unsigned j=0;j<K;j++){p+=conf[j][k];r+=conf[k][j];all+=conf[k][j];}ok+=tp;mf+=2*tp/(p+r)/K;}
    printf("acc %.4f mF1 %.4f  fit %.2f s/fold\n",ok/all,mf,fit/folds);
    return 0;
}
