/// The script of the page: it filters what is there, and nothing else.
///
/// Without it everything shows.
enum PageScript {
  static let text = """
    (function(){'use strict';
    var form=document.getElementById('filters');if(!form)return;
    var out=document.getElementById('count'),
    people=[].slice.call(document.querySelectorAll('section.person')),
    rows=[].slice.call(document.querySelectorAll('tr[data-row]')),
    all=document.querySelectorAll('article[data-c]').length;
    function each(list,f){[].forEach.call(list,f);}
    function apply(){
    var q=form.q.value.trim().toLowerCase(),c=form.c.value,s=Number(form.s.value),d=form.d.value,shown=0,left={};
    people.forEach(function(p){
    var named=!q||p.getAttribute('data-p').indexOf(q)>=0,n=0,hidden={};
    each(p.querySelectorAll('article[data-c]'),function(a){
    var ok=named&&(!c||a.getAttribute('data-c')===c)&&Number(a.getAttribute('data-s'))>=s&&
    (!d||(a.getAttribute('data-a')<=d&&a.getAttribute('data-z')>=d));
    a.hidden=!ok;if(ok){n++;}else{hidden[a.id]=true;}});
    each(p.querySelectorAll('[data-f]'),function(m){
    m.setAttribute('visibility',hidden[m.getAttribute('data-f')]?'hidden':'visible');});
    shown+=n;p.hidden=n===0;left[p.id]=n;});
    rows.forEach(function(r){var id=r.getAttribute('data-row'),
    named=!q||r.getAttribute('data-p').indexOf(q)>=0;
    r.hidden=id in left?left[id]===0:!(named&&!c&&!s&&!d);});
    out.textContent=out.getAttribute('data-text').replace('{n}',shown).replace('{m}',all);}
    form.hidden=false;
    form.addEventListener('input',apply);form.addEventListener('change',apply);
    form.addEventListener('reset',function(){setTimeout(apply,0);});
    form.addEventListener('submit',function(e){e.preventDefault();apply();});
    apply();})();
    """
}
